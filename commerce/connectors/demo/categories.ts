import type { Category } from '../../commerce.ts'
import { both } from './words.ts'

/** The demo shop's shelves, with the words shoppers use for them. */
export const CATEGORIES: Category[] = [
  { id: 'clothes', name: both('clothes', '服装'), words: ['clothes', 'clothing', 'shirt', 'shirts', 'jacket', 'jackets', 'jumper', 'sweater', 'dress', 'dresses', 'coat', '衣服', '服装', '衬衫', '外套', '毛衣', '连衣裙', '裙子', '上衣'] },
  { id: 'shoes', name: both('shoes', '鞋子'), words: ['shoes', 'shoe', 'boots', 'trainers', 'sneakers', 'slippers', '鞋', '鞋子', '跑鞋', '运动鞋', '靴子', '拖鞋', '皮靴'] },
  { id: 'bags', name: both('bags and cases', '箱包'), words: ['bag', 'bags', 'handbag', 'backpack', 'rucksack', 'suitcase', 'luggage', '包', '包包', '背包', '双肩包', '行李箱', '箱包', '手提包'] },
  { id: 'audio', name: both('headphones and sound', '耳机音响'), words: ['headphones', 'headphone', 'earbuds', 'earphones', 'speaker', 'speakers', 'audio', '耳机', '耳塞', '音箱', '音响', '蓝牙耳机'] },
  { id: 'kitchen', name: both('kitchen', '厨房用品'), words: ['kitchen', 'kettle', 'kettles', 'grinder', 'lunch box', 'coffee', 'espresso', '厨房', '水壶', '热水壶', '电水壶', '磨豆机', '饭盒', '便当盒', '咖啡机'] },
  { id: 'home', name: both('home and light', '家居灯具'), words: ['home', 'lamp', 'lamps', 'light', 'blanket', 'throw', '家居', '台灯', '灯', '落地灯', '毯子', '盖毯'] },
  { id: 'sport', name: both('sport and outdoors', '运动户外'), words: ['sport', 'sports', 'yoga', 'mat', 'mats', 'bottle', 'gym', '运动', '瑜伽', '瑜伽垫', '水杯', '水瓶', '户外'] },
  { id: 'phone', name: both('phone accessories', '手机配件'), words: ['phone case', 'case', 'charger', 'power bank', 'phone accessories', 'cable', '手机壳', '充电器', '充电宝', '手机配件', '移动电源'] },
  { id: 'toys', name: both('toys', '玩具'), words: ['toy', 'toys', 'puzzle', 'blocks', 'game', '玩具', '拼图', '积木'] },
  { id: 'skin-care', name: both('skin care', '护肤'), words: ['skin care', 'skincare', 'cream', 'sun cream', 'sunscreen', 'moisturiser', 'lotion', '护肤', '护肤品', '面霜', '防晒', '防晒霜', '乳液'] },
]
